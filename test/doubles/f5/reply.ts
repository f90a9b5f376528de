import type { F5Request, F5Unit } from './box.ts';
import { user } from './box.ts';

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export const json = (status: number, value: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: JSON.stringify(value),
});

/** A refusal by iControl REST. @param apiError mcpd's and the REST layer's own number, where there is one */
export const refused = (code: number, message: string, apiError?: number): Reply =>
  json(code, { code, message, errorStack: [], ...(apiError !== undefined && { apiError }) });

/** The web server's own refusal of a password: HTML. */
export const notLetIn: Reply = {
  status: 401,
  headers: { 'content-type': 'text/html; charset=iso-8859-1', 'www-authenticate': 'Basic realm="BIG-IP"' },
  body: `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>401 Unauthorized</title>
</head><body>
<h1>Unauthorized</h1>
<p>This server could not verify that you
are authorized to access the document
requested.  Either you supplied the wrong
credentials (e.g., bad password), or your
browser doesn't understand how to supply
the credentials required.</p>
</body></html>
`,
};

/** The refusal of a unit that is busy, while it is. */
export function withinLimits({ busy }: F5Unit): Reply | undefined {
  if (busy.left <= 0) return undefined;
  busy.left -= 1;
  if (busy.status === 503) return refused(503, 'There is an active asynchronous task executing.', 32_964_609);
  return { status: 429, headers: { 'retry-after': '0' }, body: 'Too many requests' };
}

export const isBasic = ({ headers }: F5Request): boolean => headers.authorization !== undefined;

export function basicFits({ headers }: F5Request, { password }: F5Unit): boolean {
  const [, encoded = ''] = /^Basic (.+)$/.exec(String(headers.authorization)) ?? [];
  return Buffer.from(encoded, 'base64').toString() === `${user}:${password}`;
}
