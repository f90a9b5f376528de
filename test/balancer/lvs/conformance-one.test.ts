import { balancerConformance } from '../../conformance/balancer.ts';
import { members } from './members.ts';
import { doubles } from './world.ts';

const masqueraded = members((n) => (n === 6 ? '10.0.0.1:8081' : `10.0.0.${n}:8080`));

balancerConformance("LVS with masquerading, by ipvsadm's manual", {
  ...doubles({
    pool: 'tcp:10.1.0.1:80',
    words: ['-t', '10.1.0.1:80'],
    otherWords: ['-u', '10.1.0.1:80'],
    method: '-m',
    members: masqueraded,
    directors: 1,
    user: 'root',
  }),
  samePeer: ['10.0.0.1:8080', '10.0.0.1:8081'],
});
