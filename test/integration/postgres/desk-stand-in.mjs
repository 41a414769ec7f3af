/**
 * A process that a test may kill: starts the embedded server in FOLDER and then appends until it is killed. Prints one
 * line once the server is up, and one for each acknowledged fact.
 */
const [, , folder, dist, mode] = process.argv;
const at = (path) => import(new URL(path, dist).href);
const { startEmbedded } = await at('infrastructure/postgres/embedded-server.js');
try {
  const server = await startEmbedded({ dataDir: folder });
  process.stdout.write(`up ${server.url}\n`);
} catch (error) {
  process.stdout.write(`refused ${error.message}\n`);
  process.exit(1);
}
if (mode === 'hold') setInterval(() => undefined, 1_000);
