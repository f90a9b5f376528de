/** Everybody says something: the languages lie under all of src/, and know none of it. */
const beneath = '^src/text/';
/** The direction of src/: chat in → command → policy → plan → workflow → adapters → journal → report out. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [`^src/${from}/`, beneath, ...allowed.map((to) => `^src/${to}/`)] },
});
const vendor = (name, pkg, folder) => ({
  name,
  severity: 'error',
  from: { path: '^(src|demo|bench)/', pathNot: `^src/${folder}/` },
  to: { path: `node_modules/${pkg}/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: ['\\.d\\.ts$'] }, to: {} },
    {
      name: 'product-stands-alone',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|demo|bench)/' },
    },
    only('text-knows-nobody', 'text', []),
    only('model-is-pure', 'model', []),
    only('command-is-pure', 'command', ['model']),
    only('policy-is-pure', 'policy', ['model']),
    only('plan-is-pure', 'plan', ['model', 'policy']),
    only('config-knows-the-model', 'config', ['model']),
    only('store-keeps-the-model', 'store', ['model']),
    only('engine-knows-nobody', 'engine', ['model']),
    only('lock', 'lock', ['model', 'store', 'transport']),
    only('fleet', 'fleet', ['model', 'store', 'transport']),
    only('transport', 'transport', ['model']),
    only('balancer', 'balancer', ['model', 'transport']),
    only('deployer', 'deployer', ['model', 'transport']),
    only('probe', 'probe', ['model', 'transport']),
    only('workflow-never-talks-to-chat', 'workflow', [
      'model',
      'policy',
      'plan',
      'engine',
      'fleet',
      'lock',
      'store',
      'balancer',
      'deployer',
      'probe',
    ]),
    only('report-reads-the-journal', 'report', ['model', 'store']),
    only('intake-is-the-one-door', 'intake', [
      'model',
      'command',
      'policy',
      'plan',
      'workflow',
      'lock',
      'store',
      'report',
      'balancer',
      'deployer',
    ]),
    only('chat-knows-intake-and-report', 'chat', ['model', 'command', 'intake', 'report']),
    vendor('engine-package-only-in-engine', '@dbos-inc', 'engine'),
    vendor('ssh-package-only-in-transport', '(node-ssh|ssh2)', 'transport/ssh'),
    vendor('redis-package-only-in-transport', 'ioredis', 'transport/redis'),
    vendor('embedded-database-only-in-store', '@electric-sql', 'store'),
    vendor('yaml-only-in-config', 'yaml', 'config'),
    vendor('slack-packages-only-in-its-chat', '@slack', 'chat/slack'),
    vendor('aliyun-packages-only-in-its-transport', '@alicloud', 'transport/aliyun'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
