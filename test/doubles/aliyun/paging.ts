import type { Params } from './entry.ts';
import { missing } from './refusal.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly of: { readonly PageNumber: number; readonly PageSize: number; readonly TotalCount: number };
}

/** One page of a list. @param usual how many are given where nothing is said */
export function pageOf<T>(params: Params, all: readonly T[], usual: number): Page<T> {
  const number = Number(params.get('PageNumber') ?? 1);
  const size = Number(params.get('PageSize') ?? usual);
  return {
    items: all.slice((number - 1) * size, number * size),
    of: { PageNumber: number, PageSize: size, TotalCount: all.length },
  };
}

/** SLB: "If you specify PageSize, you must also specify PageNumber". */
export function demandNumber(params: Params): void {
  if (params.has('PageSize') && !params.has('PageNumber')) throw missing('PageNumber');
}
