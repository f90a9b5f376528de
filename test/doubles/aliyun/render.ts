import type { Refusal } from './refusal.ts';
import type { Reply } from './slb.ts';

export interface Rendered {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** JSON only where it was asked for: XML otherwise. */
export function renderReply(
  action: string,
  reply: Reply,
  format: string | undefined,
  requestId: string,
): Rendered {
  return render(200, `${action}Response`, { RequestId: requestId, ...reply }, format);
}

export function renderError(
  error: Refusal,
  format: string | undefined,
  requestId: string,
  host: string,
): Rendered {
  const body = {
    RequestId: requestId,
    HostId: host,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${error.code}`,
  };
  return render(error.status, 'Error', body, format);
}

function render(status: number, root: string, body: Reply, format: string | undefined): Rendered {
  if (format?.toUpperCase() === 'JSON')
    return { status, type: 'application/json;charset=utf-8', body: JSON.stringify(body) };
  return {
    status,
    type: 'text/xml;charset=utf-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>${element(root, body)}`,
  };
}

function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([key, child]) => element(key, child))
          .join('')
      : String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<${name}>${inner}</${name}>`;
}
