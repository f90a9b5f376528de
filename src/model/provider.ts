import type { AliyunSlbProvider } from './provider/aliyun-slb.ts';
import type { HaproxyProvider } from './provider/haproxy.ts';
import type { UcloudUlbProvider } from './provider/ucloud-ulb.ts';

/** A load balancer as configured: one type a kind, each in a file of its own in `provider/`. */
export type Provider = HaproxyProvider | UcloudUlbProvider | AliyunSlbProvider;
