import { Socket } from 'node:net';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { recordedModels } from '../../../src/infrastructure/bootstrap/models-of.js';
import { recordedCalls } from '../../../src/infrastructure/llm/recorded/recorded-model.js';
import { AdvisedDesk, type AdvisedDeskOptions } from '../../support/llm/advised-desk.js';
import { dataOf, decided, endsOf } from '../../support/llm/cycle-view.js';
import { after, agrees, rules } from '../../support/llm/opinions.js';

const OPINIONS = { opinions: { 'BTC/USDT': { regime: 'choppy', technical: ['long', '0.9'] } } } as const;

const livedThrough = async (options: AdvisedDeskOptions): Promise<readonly RecordedFact[]> => {
  const desk = await AdvisedDesk.start(options);
  try {
    await desk.firstDecision();
    await desk.nextDecision();
    return await desk.facts();
  } finally {
    await desk.end();
  }
};

/** All that follows from the answers: the rest is what they cost and how they came. */
const consequences = (log: readonly RecordedFact[]) =>
  log
    .filter(({ type, stream }) => /^(decision|account|order)-/.test(stream) && type !== 'ModelConsulted')
    .map(({ type, data, metadata }) => ({ type, data, at: metadata.at }));

test('F-D15 a replay takes the answers from the log: it calls nobody, costs nothing and comes to the same', async () => {
  const first = await livedThrough({
    panel: { openai: agrees, anthropic: after(2_000, agrees), deepseek: after(35_000, agrees) },
    arbiters: { deepseek: after(1_000, rules('regime', 'modify', { sizeFactor: 0.5 })) },
    ...OPINIONS,
  });
  expect(endsOf(first)[0]).toBe('long');
  const connect = jest.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
    throw new Error('a replay has nobody to call');
  });
  try {
    const models = recordedModels(recordedCalls(first), 'on-proposal');
    const again = await livedThrough({ panel: {}, models, ...OPINIONS });
    expect(consequences(again)).toEqual(consequences(first));
    expect(decided(again, 'ModelConsulted').map(({ cost, recorded }) => [cost, recorded])).toEqual(
      decided(first, 'ModelConsulted').map(() => ['0', true]),
    );
    expect(dataOf<{ cost: string }>(again, 'SpendSettled').every(({ cost }) => cost === '0')).toBe(true);
    expect(connect).not.toHaveBeenCalled();
  } finally {
    connect.mockRestore();
  }
});
