import { balancerConformance } from '../../conformance/balancer.ts';
import { setupOf } from './conformance.ts';

balancerConformance(
  'The default group of an Aliyun SLB',
  setupOf({
    pool: 'lb-web',
    members: [100, 50, 10, 1, 99, 33].map((weight, i) => ({ name: `web-0${i + 1}`, weight })),
    servers: ({ world }) => world.loadBalancers[0]?.servers ?? [],
  }),
);
