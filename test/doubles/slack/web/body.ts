import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { JsonObject } from '../types.ts';

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

const record = z.record(z.string(), z.json());

/** A call's arguments out of a form or a JSON object; undefined if it is neither. */
export function argumentsIn(body: Buffer, contentType: string): JsonObject | undefined {
  if (contentType.startsWith('application/x-www-form-urlencoded') || body.length === 0) {
    return Object.fromEntries(new URLSearchParams(body.toString()));
  }
  if (!contentType.startsWith('application/json')) return undefined;
  try {
    return record.parse(JSON.parse(body.toString()));
  } catch {
    return undefined;
  }
}

/** The file in an upload: the raw body, or the first part of a multipart form. */
export async function fileIn(body: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return body;
  const headers = { 'content-type': contentType };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const [part] = form.values();
  if (part === undefined) return Buffer.alloc(0);
  return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer());
}
