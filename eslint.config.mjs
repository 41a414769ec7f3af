import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What would make a decision depend on anything but its input: time, chance and the outside come in by the door. */
const impureGlobals = [
  ['Date', 'take the time as a parameter (domain) or from the clock port (application)'],
  ['setTimeout', 'ask the clock port for a deadline'],
  ['setInterval', 'ask the clock port for a deadline'],
  ['setImmediate', 'ask the clock port for a deadline'],
  ['performance', 'take the time as a parameter'],
  ['crypto', 'derive ids with stableId'],
  ['process', 'take settings as a parameter'],
  ['console', 'return a value, or use the logger port'],
  ['fetch', 'use a port'],
].map(([name, remedy]) => ({ name, message: `Banned here: ${remedy}.` }));

const pure = {
  'no-restricted-globals': ['error', ...impureGlobals, { name: 'globalThis', message: 'It leads around the bans.' }],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Banned here: use the seeded generator of the domain.' },
  ],
  'no-restricted-imports': [
    'error',
    {
      patterns: [{ group: ['node:*'], message: 'Banned here: put it behind a port.' }],
      paths: [
        {
          name: '@nestjs/cqrs',
          importNames: ['AggregateRoot', 'EventBus', 'EventPublisher', 'EventsHandler', 'Saga'],
          message:
            "Facts reach listeners through the store's subscriptions alone: a bus in memory loses them at a crash.",
        },
      ],
    },
  ],
};

/** The domain is synchronous, so that a fold or a decision can never be interrupted. */
const synchronous = [
  [':function[async=true]', 'async function'],
  ['AwaitExpression', 'await'],
  ['ForOfStatement[await=true]', 'for await'],
  ['Identifier[name=/^(Promise|PromiseLike)$/]', 'Promise'],
].map(([selector, what]) => ({ selector, message: `No ${what} in the domain: it is synchronous.` }));

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'web/dist/', 'coverage/', '.data/', 'test/fixtures/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // The methods of ports are async even where one adapter has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'web/src/**/*.{ts,tsx}'],
    rules: { 'max-lines-per-function': ['error', { max: 70 }] },
  },
  {
    files: ['src/**/*.ts'],
    // programs.ts hands the environment on to PostgreSQL's own programs; it takes no setting from it.
    ignores: ['src/infrastructure/config/**', 'src/infrastructure/postgres/programs.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read by src/infrastructure/config alone.' },
      ],
    },
  },
  { files: ['src/{domain,application}/**/*.ts'], rules: pure },
  { files: ['src/domain/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...synchronous] } },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Bodies of answers are read as they come; the assertions are the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'globalThis',
          'module',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'URL',
          'fetch',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
