import type { Balancer } from './balancer.ts';

/**
 * The balancer, whose changes are made only while this process stands.
 * @param standing resolves while it does, and never once another process has taken over
 */
export function createStanding(balancer: Balancer, standing: () => Promise<void>): Balancer {
  return {
    ...balancer,
    async drain(...args) {
      await standing();
      await balancer.drain(...args);
    },
    async apply(...args) {
      await standing();
      await balancer.apply(...args);
    },
    async setWeight(...args) {
      await standing();
      await balancer.setWeight(...args);
    },
  };
}
