import type { Provider } from '../../../model/provider.ts';
import type { Place } from '../../files.ts';
import type { ProviderInput } from '../../schema/provider/provider.ts';
import { haproxy } from './haproxy.ts';
import { lvs } from './lvs.ts';

type Build<Kind extends ProviderInput['type']> = (
  id: string,
  input: Extract<ProviderInput, { type: Kind }>,
  place: Place,
) => Extract<Provider, { kind: Kind }>;

/** One entry a kind, each in a file of its own beside this one. */
const builds: { readonly [Kind in ProviderInput['type']]: Build<Kind> } = { haproxy, lvs };

export function provider<Kind extends ProviderInput['type']>(
  id: string,
  input: Extract<ProviderInput, { type: Kind }>,
  place: Place,
): Provider {
  const build: Build<Kind> = builds[input.type as Kind];
  return build(id, input, place);
}
