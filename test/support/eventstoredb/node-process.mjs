// A fake node in a process of its own, to be killed or stopped by signals. It prints its connection string and dies
// with its stdin. Usage: node node-process.mjs '{"stateFile": "...", "port": 2113}'
import { register } from 'node:module';

register('../typescript-hooks.mjs', import.meta.url);
const { startFakeNode } = await import('./fake-node.ts');

const node = await startFakeNode(JSON.parse(process.argv[2] ?? '{}'));
process.stdout.write(`${JSON.stringify({ url: node.url, port: node.port })}\n`);
process.stdin.on('end', () => process.exit(0)).resume();
