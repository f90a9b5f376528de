import { type ActionRule, type Answered, type Params, refusal } from './gateway.ts';

/** ULBBackendSet, ULBVServerSet and ULBSet of ulb-api/describe_ulb.md, as far as it is worth keeping. */
export interface DoubleBackend {
  readonly BackendId: string;
  readonly ResourceType: string;
  readonly ResourceId: string;
  readonly ResourceName: string;
  readonly PrivateIP: string;
  readonly Port: number;
  readonly SubnetId: string;
  Enabled: number;
  Status: number;
  Weight?: number;
  /** There only in a vserver of main and backup nodes. */
  IsBackup?: number;
}

interface DoubleVserver {
  readonly VServerId: string;
  readonly VServerName: string;
  readonly Protocol: string;
  readonly Method: string;
  BackendSet: DoubleBackend[] | null;
}

export interface DoubleUlb {
  readonly ULBId: string;
  readonly Name: string;
  readonly ULBType: string;
  VServerSet: DoubleVserver[] | null;
}

export const backend = (n: number, given: Partial<DoubleBackend> = {}): DoubleBackend => ({
  BackendId: `backend-${n}`,
  ResourceType: 'UHost',
  ResourceId: `uhost-${n}`,
  ResourceName: `web-0${n}`,
  PrivateIP: `10.9.0.${n}`,
  Port: 80,
  SubnetId: 'subnet-1',
  Enabled: 1,
  Status: 0,
  Weight: 1,
  ...given,
});

export const vserver = (n: number, name: string, backends: DoubleBackend[] | null): DoubleVserver => ({
  VServerId: `vserver-${n}`,
  VServerName: name,
  Protocol: 'HTTP',
  Method: 'WeightRoundrobin',
  BackendSet: backends,
});

export const ulb = (n: number, name: string, vservers: DoubleVserver[] | null): DoubleUlb => ({
  ULBId: `ulb-${n}`,
  Name: name,
  ULBType: 'OuterMode',
  VServerSet: vservers,
});

/** Request parameters as in ulb-api/describe_ulb.md and ulb-api/update_backend_attribute.md. */
export const ulbRules: Readonly<Record<string, ActionRule>> = {
  DescribeULB: {
    required: ['Region'],
    optional: ['ProjectId', 'Offset', 'Limit', 'ULBId', 'VPCId', 'SubnetId', 'BusinessId'],
    whole: ['Offset', 'Limit'],
  },
  UpdateBackendAttribute: {
    required: ['Region', 'ProjectId', 'ULBId', 'BackendId'],
    optional: ['Port', 'Weight', 'Enabled', 'IsBackup'],
    whole: ['Port', 'Weight', 'Enabled', 'IsBackup'],
  },
};

export interface Manner {
  readonly ineffective: boolean;
}

type Act = (ulbs: readonly DoubleUlb[], params: Params, manner: Manner) => Answered;

export const ulbActions: Readonly<Record<string, Act>> = {
  DescribeULB: describe,
  UpdateBackendAttribute: update,
};

function describe(ulbs: readonly DoubleUlb[], params: Params): Answered {
  const id = params.get('ULBId');
  const found = ulbs.filter(({ ULBId }) => id === undefined || ULBId === id);
  const from = Number(params.get('Offset') ?? 0);
  const page = found.slice(from, from + Number(params.get('Limit') ?? 20));
  return {
    RetCode: 0,
    Action: 'DescribeULBResponse',
    TotalCount: found.length,
    DataSet: structuredClone(page),
  };
}

/** What is not given stays ("不传该参数则默认不修改", ulb-api/update_backend_batch_json.md). */
function update(ulbs: readonly DoubleUlb[], params: Params, { ineffective }: Manner): Answered {
  const ulb = ulbs.find(({ ULBId }) => ULBId === params.get('ULBId'));
  if (!ulb) return refusal(230, 'Params [ULBId] not available');
  const backends = (ulb.VServerSet ?? []).flatMap(({ BackendSet }) => BackendSet ?? []);
  const target = backends.find(({ BackendId }) => BackendId === params.get('BackendId'));
  if (!target) return refusal(4093, '指定服务节点不存在，请确认输入是否正确。');
  const wanted = numbersIn(params);
  const odd = Object.entries(wanted).find(([name, value]) => !inRange(name, value));
  if (odd) return refusal(230, `Params [${odd[0]}] not available`);
  // "如果该节点属于主备算法的vserver，则不会修改Weight" and "…Enabled", with success all the same.
  if (!ineffective && target.IsBackup === undefined) Object.assign(target, wanted);
  return { RetCode: 0, Action: 'UpdateBackendAttributeResponse' };
}

const numbersIn = (params: Params): Record<string, number> =>
  Object.fromEntries(
    ['Port', 'Weight', 'Enabled', 'IsBackup'].flatMap((name) => {
      const value = params.get(name);
      return value === undefined ? [] : [[name, Number(value)]];
    }),
  );

const ranges: Readonly<Record<string, readonly [number, number]>> = {
  Port: [1, 65_535],
  Weight: [1, 100],
  Enabled: [0, 1],
  IsBackup: [0, 1],
};

function inRange(name: string, value: number): boolean {
  const [least = 0, most = 0] = ranges[name] ?? [];
  return value >= least && value <= most;
}
