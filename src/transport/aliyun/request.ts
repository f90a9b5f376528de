/** One of Aliyun's services with an RPC interface, and the version of it that is spoken. */
export interface Service {
  /** As in endpoints and in the names of RAM actions: `slb`. */
  readonly name: string;
  readonly version: string;
}

/** What is asked of a service. */
export interface Request {
  readonly service: Service;
  readonly action: string;
  /** Without the common parameters and `RegionId`, which are added. */
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /** What it is about, in messages: `ali/web-lb/app i-1:80`. */
  readonly where: string;
  /** Whether it changes something. */
  readonly changes?: boolean;
}

/** The service's own address (`slb.cn-hangzhou.aliyuncs.com`), or the given one with its `{service}` replaced. */
export const endpointOf = (service: Service, region: string, given?: string): string =>
  (given ?? `https://{service}.${region}.aliyuncs.com`).replaceAll('{service}', service.name);
