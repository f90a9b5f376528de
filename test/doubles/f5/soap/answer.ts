import type { Reply } from '../reply.ts';

/** What a method returns, as nested values. */
export type Returned = string | number | readonly Returned[] | { readonly [name: string]: Returned };

const head =
  '<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/" xmlns:A="http://schemas.xmlsoap.org/soap/encoding/" ' +
  'xmlns:s="http://www.w3.org/2001/XMLSchema-instance" xmlns:y="http://www.w3.org/2001/XMLSchema" ' +
  'xmlns:iControl="urn:iControl" E:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">';

const xml = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>${head}<E:Body>${body}</E:Body></E:Envelope>`,
});

/** @param value undefined for a method that returns nothing */
export const answered = (service: string, method: string, value: Returned | undefined): Reply =>
  xml(
    200,
    `<m:${method}Response xmlns:m="urn:iControl:${service}">${value === undefined ? '' : element('return', value)}</m:${method}Response>`,
  );

function element(name: string, value: Returned): string {
  if (typeof value === 'string') return `<${name} s:type="y:string">${escaped(value)}</${name}>`;
  if (typeof value === 'number') return `<${name} s:type="y:long">${value}</${name}>`;
  if (!isArray(value))
    return `<${name}>${Object.entries(value)
      .map(([key, inner]) => element(key, inner))
      .join('')}</${name}>`;
  const items = value.map((item) => element('item', item)).join('');
  return `<${name} s:type="A:Array" A:arrayType="y:anyType[${value.length}]">${items}</${name}>`;
}

const isArray = (value: Returned): value is readonly Returned[] => Array.isArray(value);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A fault as iControl words it. */
export class Fault extends Error {
  readonly exception: string;
  readonly code: number;

  /** @param code mcpd's number, as in `01020036` */
  constructor(exception: 'OperationFailed' | 'AccessDenied' | 'InvalidArgument', code: number, text: string) {
    super(text);
    this.exception = `Common::${exception}`;
    this.code = code;
  }
}

export function faulted(service: string, method: string, { exception, code, message }: Fault): Reply {
  const [module] = service.split('/');
  const hex = `0x${code.toString(16).padStart(8, '0').toUpperCase()}`;
  const text = `Exception caught in ${module}::urn:iControl:${service}::${method}()
Exception: ${exception}
\tprimary_error_code   : ${code} (${hex})
\tsecondary_error_code : 0
\terror_string         : ${message}`;
  return clientFault(text);
}

export const clientFault = (text: string): Reply =>
  xml(500, `<E:Fault><faultcode>E:Client</faultcode><faultstring>${escaped(text)}</faultstring></E:Fault>`);
