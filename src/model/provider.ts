import type { HaproxyProvider } from './provider/haproxy.ts';
import type { LvsProvider } from './provider/lvs.ts';

/** A load balancer as configured: one type a kind, each in a file of its own in `provider/`. */
export type Provider = HaproxyProvider | LvsProvider;
