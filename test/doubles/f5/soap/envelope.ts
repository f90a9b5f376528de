import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An argument, read strictly by the types that it says it has. */
export type Argument =
  | { readonly type: string; readonly text: string }
  | { readonly itemType: string; readonly items: readonly Argument[] }
  | { readonly type: string; readonly fields: ReadonlyMap<string, Argument> };

export interface Request {
  /** `LocalLB/Pool` */
  readonly service: string;
  readonly method: string;
  readonly fields: ReadonlyMap<string, Argument>;
}

/** What is wrong with an envelope, or with an argument. */
export class BadRequest extends Error {}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
});

/** SOAP 1.1, RPC and encoded: envelope, body, method, typed arguments. */
export function readEnvelope(xml: string): Request {
  if (XMLValidator.validate(xml) !== true) throw new BadRequest('not well-formed');
  const [root] = elements(parser.parse(xml));
  const spaces = root?.attributes ?? {};
  const urlOf = (prefix: string): string | undefined => spaces[`xmlns:${prefix}`];
  demand(root?.name === `${prefixFor(spaces, soapUrl)}:Envelope`, 'no envelope');
  const [body] = root?.children ?? [];
  demand(body?.name === `${prefixFor(spaces, soapUrl)}:Body`, 'no body');
  const [call] = body?.children ?? [];
  const [prefix = '', method = ''] = call?.name.split(':') ?? [];
  const namespace = call?.attributes[`xmlns:${prefix}`] ?? urlOf(prefix) ?? '';
  demand(namespace.startsWith('urn:iControl:'), `unknown namespace ${namespace}`);
  const fields = new Map((call?.children ?? []).map((one) => [one.name, argument(one, urlOf)]));
  return { service: namespace.slice('urn:iControl:'.length), method, fields };
}

const soapUrl = 'http://schemas.xmlsoap.org/soap/envelope/';
const encodingUrl = 'http://schemas.xmlsoap.org/soap/encoding/';
const instanceUrl = 'http://www.w3.org/2001/XMLSchema-instance';
const schemaUrl = 'http://www.w3.org/2001/XMLSchema';

export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new BadRequest(what);
}

const prefixFor = (spaces: Readonly<Record<string, string>>, url: string): string | undefined =>
  Object.entries(spaces)
    .find(([, value]) => value === url)?.[0]
    .replace('xmlns:', '');

type UrlOf = (prefix: string) => string | undefined;

function argument(element: Element, urlOf: UrlOf, wanted?: string): Argument {
  const attribute = (url: string, name: string): string | undefined =>
    Object.entries(element.attributes).find(([key]) => {
      const [prefix = '', local] = key.split(':');
      return local === name && urlOf(prefix) === url;
    })?.[1];
  const arrayType = attribute(encodingUrl, 'arrayType');
  if (arrayType !== undefined) return arrayOf(element, arrayType, urlOf, wanted);
  const type = typeName(attribute(instanceUrl, 'type') ?? '', urlOf);
  demand(wanted === undefined || wanted === type, `${type} is no ${wanted}`);
  if (element.children.length === 0) return { type, text: element.text };
  return { type, fields: new Map(element.children.map((one) => [one.name, argument(one, urlOf)])) };
}

function arrayOf(element: Element, arrayType: string, urlOf: UrlOf, wanted: string | undefined): Argument {
  const [, of = '', count = ''] = /^(.*)\[(\d+)\]$/.exec(arrayType) ?? [];
  const itemType = typeName(of, urlOf);
  demand(wanted === undefined || wanted === `${itemType}[]`, `${arrayType} is no ${wanted}`);
  demand(Number(count) === element.children.length, `${arrayType} has ${element.children.length} items`);
  return { itemType, items: element.children.map((one) => argument(one, urlOf, itemType)) };
}

/** `string`, `long`, or iControl's own `Common.AddressPort`, by the namespace that the prefix stands for. */
function typeName(text: string, urlOf: UrlOf): string {
  const [prefix = '', name = ''] = text.split(':');
  demand([schemaUrl, 'urn:iControl'].includes(urlOf(prefix) ?? ''), `unknown type ${text}`);
  return name;
}

function elements(nodes: unknown): readonly Element[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Record<string, unknown>) => {
    const name = Object.keys(node).find((key) => key !== ':@') ?? '';
    if (name === '#text' || name.startsWith('?')) return [];
    const inner = node[name];
    const text = Array.isArray(inner) ? inner.map((one) => String(one['#text'] ?? '')).join('') : '';
    return [{ name, attributes: { ...(node[':@'] as object) }, children: elements(inner), text }];
  });
}
