/** Who may import whom (docs: the layers). tsPreCompilationDeps counts type imports too: a type is a dependency. */
const NEST = '^node_modules/@nestjs/(common|cqrs)/';
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});
/** A vendor of the domain comes in by one file, so that replacing it means reading one file. */
const oneDoor = (name, vendor, door) => ({
  name,
  comment: `${vendor} is imported by ${door} alone`,
  severity: 'error',
  from: { path: '^src/', pathNot: door },
  to: { path: `^node_modules/${vendor}/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency',
      comment: 'npm ci --omit=dev must be enough to run the server',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-optional'] },
    },
    only('domain-is-alone', 'the domain imports itself and its three vendors', '^src/domain/', [
      '^src/domain/',
      '^node_modules/(decimal\\.js|trading-signals|uuid)/',
    ]),
    only('application-knows-domain', 'use cases know the domain and ports, never vendors', '^src/application/', [
      '^src/(application|domain)/',
      NEST,
      '^node_modules/lru-cache/',
    ]),
    only('processes-know-domain', 'a process manager is a pure fold', '^src/application/processes/', [
      '^src/(application/processes|domain)/',
    ]),
    only('projections-know-domain', 'read models are folds over facts', '^src/projections/', [
      '^src/(projections|domain)/',
      NEST,
    ]),
    oneDoor('decimal-by-one-door', 'decimal\\.js', '^src/domain/shared/decimal\\.ts$'),
    oneDoor('uuid-by-one-door', 'uuid', '^src/domain/shared/stable-id\\.ts$'),
    oneDoor('cache-by-one-door', 'lru-cache', '^src/application/messaging/state-cache\\.ts$'),
    oneDoor('indicators-by-one-door', 'trading-signals', '^src/domain/market/indicators/library\\.ts$'),
    oneDoor(
      'eventstoredb-by-one-door',
      '@eventstore/db-client',
      '^src/infrastructure/event-store/eventstoredb/client\\.ts$',
    ),
    oneDoor('openai-by-one-door', 'openai', '^src/infrastructure/llm/openai-compatible/client\\.ts$'),
    oneDoor('anthropic-by-one-door', '@anthropic-ai/sdk', '^src/infrastructure/llm/anthropic/client\\.ts$'),
    {
      name: 'adapters-are-strangers',
      comment: 'adapters meet in bootstrap alone; the postgres pool is the one base that they share',
      severity: 'error',
      from: { path: '^src/infrastructure/([^/]+)/', pathNot: '^src/infrastructure/bootstrap/' },
      to: {
        path: '^src/infrastructure/',
        pathNot: ['^src/infrastructure/$1/', '^src/infrastructure/postgres/'],
      },
    },
    {
      name: 'interfaces-are-strangers',
      comment: 'REST, CLI, GraphQL and the dashboard are adapters too',
      severity: 'error',
      from: { path: '^src/infrastructure/interfaces/([^/]+)/' },
      to: { path: '^src/infrastructure/interfaces/[^/]+/', pathNot: '^src/infrastructure/interfaces/$1/' },
    },
    {
      name: 'nothing-imports-the-entries',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|web/dist)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
