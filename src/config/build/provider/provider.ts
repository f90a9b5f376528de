import type { Provider } from '../../../model/provider.ts';
import type { Place } from '../../files.ts';
import type { ProviderInput } from '../../schema/provider/provider.ts';
import { aliyunSlb } from './aliyun-slb.ts';
import { f5 } from './f5.ts';
import { haproxy } from './haproxy.ts';
import { lvs } from './lvs.ts';
import { nginx } from './nginx.ts';
import { ucloudUlb } from './ucloud-ulb.ts';

type Build<Kind extends ProviderInput['type']> = (
  id: string,
  input: Extract<ProviderInput, { type: Kind }>,
  place: Place,
) => Extract<Provider, { kind: Kind }>;

/** One entry a kind, each in a file of its own beside this one. */
const builds: { readonly [Kind in ProviderInput['type']]: Build<Kind> } = {
  haproxy,
  'ucloud-ulb': ucloudUlb,
  'aliyun-slb': aliyunSlb,
  lvs,
  f5,
  nginx,
};

export function provider<Kind extends ProviderInput['type']>(
  id: string,
  input: Extract<ProviderInput, { type: Kind }>,
  place: Place,
): Provider {
  const build: Build<Kind> = builds[input.type as Kind];
  return build(id, input, place);
}
