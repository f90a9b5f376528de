import { z } from 'zod';
import type { Aliyun } from '../../transport/aliyun/client.ts';
import type { Deadline } from '../../transport/aliyun/deadline.ts';
import type { Request, Service } from '../../transport/aliyun/request.ts';

/** One reading or change, which may take several requests and must end in time. */
export interface Session {
  readonly aliyun: Aliyun;
  readonly deadline: Deadline;
  /** What it is about, in messages. */
  readonly where: string;
}

export const slb: Service = { name: 'slb', version: '2014-05-15' };
export const ecs: Service = { name: 'ecs', version: '2014-05-26' };

type Asked = Omit<Request, 'where'>;

export const ask = <S extends z.ZodType>(session: Session, asked: Asked, reply: S): Promise<z.output<S>> =>
  session.aliyun.ask({ ...asked, where: session.where }, reply, session.deadline);

/** The most that SLB and ECS give at once. */
const pageSize = 100;

const total = z.object({ TotalCount: z.number().int() });

/**
 * All items of a list that comes in pages. `PageSize` means nothing to SLB without `PageNumber`.
 * @param items the list in one page's reply
 */
export async function everyPage<S extends z.ZodType, T>(
  session: Session,
  asked: Asked,
  reply: S,
  items: (page: z.output<S>) => readonly T[],
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let number = 1; ; number += 1) {
    const params = { ...asked.params, PageNumber: number, PageSize: pageSize };
    const page = await ask(session, { ...asked, params }, total.and(reply));
    const more = items(page);
    found.push(...more);
    if (more.length === 0 || found.length >= page.TotalCount) return found;
  }
}
