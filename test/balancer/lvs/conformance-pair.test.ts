import { balancerConformance } from '../../conformance/balancer.ts';
import { members } from './members.ts';
import { doubles } from './world.ts';

balancerConformance('A pair of LVS directors with sudo, by mark over IPv6', {
  ...doubles({
    pool: 'fwm6:7',
    words: ['-f', '7', '-6'],
    otherWords: ['-f', '77', '-6'],
    method: '-g',
    members: members((n) => `[2001:db8::${n}]:0`),
    directors: 2,
    user: 'sudoer',
  }),
});
