import { z } from 'zod';

/** An empty list may come as null, or not at all. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list): z.output<T>[] => list ?? []);

const text = z.string().default('');

/** ULBBackendSet, as far as it is used (API documents, ulb-api/describe_ulb.md). */
export const backend = z.object({
  BackendId: z.string().min(1),
  ResourceId: text,
  ResourceName: text,
  PrivateIP: text,
  Port: z.number().int(),
  /** 1 takes new connections, 0 does not. */
  Enabled: z.literal([0, 1]),
  /** What the health check says: 0 is healthy. */
  Status: z.number().int().optional(),
  /** Older answers do not have it. */
  Weight: z.number().int().nonnegative().optional(),
  /** There only in a vserver of main and backup nodes. */
  IsBackup: z.number().int().optional(),
});
export type Backend = z.output<typeof backend>;

/** Backends are read later, and only those of the vserver in question: what is odd elsewhere shall not be in the way. */
const vserver = z.object({
  VServerId: z.string().min(1),
  VServerName: text,
  BackendSet: listOf(z.unknown()),
});

const ulb = z.object({ ULBId: z.string().min(1), Name: text, VServerSet: listOf(vserver) });
export type Ulb = z.output<typeof ulb>;

/** One page of DescribeULB. */
export const page = z.object({ TotalCount: z.number().int().nonnegative().optional(), DataSet: listOf(ulb) });
