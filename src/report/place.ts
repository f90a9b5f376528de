import { plain } from './plain.ts';

/** `lb1/web`, or `lb1/web 10.0.0.3:80` where the member is not called as its host is. */
export const placeText = (
  { pool, member }: { readonly pool: string; readonly member?: string },
  host: string,
): string => (member === undefined || member === host ? pool : `${pool} ${plain(member, 80)}`);
