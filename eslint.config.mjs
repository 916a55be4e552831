import tseslint from 'typescript-eslint';

const TESTS = ['**/*.spec.ts', '**/*.spec.tsx', '**/*.fixture.ts', 'test/**', 'bench/**'];

/** House rules on top of typescript-eslint's recommended set. Layout is prettier's business, tiers are dependency-cruiser's. */
const HOUSE = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  // With noUncheckedIndexedAccess an index that is known to exist has no other short form.
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/prefer-readonly': 'error',
  '@typescript-eslint/return-await': ['error', 'in-try-catch'],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // Rows of a driver and answers of a library without types are given their type where they come in.
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  // Libraries hand out methods that need no `this` and do not say so.
  '@typescript-eslint/unbound-method': 'off',
  // A port may be asynchronous where one of its implementations is not.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true, allowNullish: true }],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-restricted-globals': ['error', { name: 'fdescribe', message: 'Run the whole suite.' }],
  'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Settings come from the Config of #platform.' }],
  'no-restricted-syntax': [
    'error',
    { selector: 'TSEnumDeclaration', message: 'Use a const object or a union of strings.' },
    { selector: "CallExpression[callee.name='forwardRef']", message: 'Rooms have no cycles.' },
    { selector: "CallExpression[callee.object.name=/^(it|test|describe)$/][callee.property.name='only']", message: 'Run the whole suite.' },
  ],
  'max-lines': ['error', { max: 600, skipComments: true, skipBlankLines: true }],
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'coverage/', '.lienthong/', 'apps/web/public/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: HOUSE,
  },
  { files: ['libs/platform/src/**', 'apps/web/vite.config.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['apps/cli/**', 'bench/**', 'test/**'], rules: { 'no-console': 'off' } },
  // Components are typed by their use; the router throws its redirects.
  {
    files: ['apps/web/**'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off', '@typescript-eslint/only-throw-error': 'off' },
  },
  {
    files: TESTS,
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      'no-restricted-properties': 'off',
      'max-lines': 'off',
    },
  },
  { files: ['**/*.mjs'], rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error' } },
);
