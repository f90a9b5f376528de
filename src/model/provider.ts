import type { AliyunSlbProvider } from './provider/aliyun-slb.ts';
import type { F5Provider } from './provider/f5.ts';
import type { HaproxyProvider } from './provider/haproxy.ts';
import type { LvsProvider } from './provider/lvs.ts';
import type { NginxProvider } from './provider/nginx.ts';
import type { UcloudUlbProvider } from './provider/ucloud-ulb.ts';

/** A load balancer as configured: one type a kind, each in a file of its own in `provider/`. */
export type Provider =
  | HaproxyProvider
  | AliyunSlbProvider
  | UcloudUlbProvider
  | LvsProvider
  | F5Provider
  | NginxProvider;
