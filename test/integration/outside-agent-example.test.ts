import { spawn } from 'node:child_process';
import type { OutsideAgentAnswered } from '../../src/domain/outside-agents/outside-agents.events.js';
import { collectCandles } from '../support/collected-candles.js';
import { OutsideWorld } from '../support/outside-world.js';
import { eventually } from '../support/read-side.js';

const PROGRAM = 'examples/outside-agent/agent.mjs';

let world: OutsideWorld;

beforeAll(async () => {
  world = await OutsideWorld.start();
}, 60_000);
afterAll(() => world.close());

test('the example registers, hears a request, answers it by signals, and goes', async () => {
  const url = `http://127.0.0.1:${world.served.port}`;
  const child = spawn(process.execPath, [PROGRAM, '--url', url, '--name', 'example'], { stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    await eventually(() => said.includes('listening'), 'the listening');
    await world.desk.run.flush();
    await world.served.candles.append(await collectCandles(world.storage.archive, '1h'));
    await world.stepUntil('OutsideAgentAsked');
    const answers = async () => (await world.facts()).filter(({ type }) => type === 'OutsideAgentAnswered');
    await eventually(async () => (await answers()).length === 2, `both answers; it said ${said}`);
    await world.hear();
    for (const { data } of await answers()) {
      const { instrumentId, direction } = data as OutsideAgentAnswered['data'];
      const [signal] = await world.facts(`signal-outside.example.${instrumentId}`);
      expect(signal?.data).toMatchObject({ agent: 'outside.example', direction, horizonMs: 14_400_000 });
      await eventually(() => said.includes(`${instrumentId}: ${direction} with `), `the word of ${instrumentId}`);
    }
  } finally {
    child.kill('SIGINT');
  }
  expect(await ended).toBe(0);
  expect((await world.served.ask('/outside-agents')).body.items).toEqual([]);
}, 60_000);
