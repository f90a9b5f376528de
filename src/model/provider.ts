import type { AliyunSlbProvider } from './provider/aliyun-slb.ts';
import type { F5Provider } from './provider/f5.ts';
import type { HaproxyProvider } from './provider/haproxy.ts';
import type { NginxProvider } from './provider/nginx.ts';
import type { UcloudUlbProvider } from './provider/ucloud-ulb.ts';

/** A load balancer as configured: one type a kind, each in a file of its own in `provider/`. */
export type Provider = HaproxyProvider | UcloudUlbProvider | AliyunSlbProvider | F5Provider | NginxProvider;
