import { XMLBuilder } from 'fast-xml-parser';

/** A value with its type, as SOAP encoding (section 5 of SOAP 1.1) wants it. */
export interface Encoded {
  readonly [name: string]: string | Encoded | readonly Encoded[];
}

const leaf = (type: string, text: string): Encoded => ({ '@x:type': type, '#text': text });

export const string = (text: string): Encoded => leaf('y:string', text);
export const long = (number: number): Encoded => leaf('y:long', String(number));
/** One of iControl's enumerations: `Common.EnabledState`. */
export const word = (type: string, text: string): Encoded => leaf(`i:${type}`, text);
export const struct = (type: string, fields: Readonly<Record<string, Encoded>>): Encoded => ({
  '@x:type': `i:${type}`,
  ...fields,
});

/** @param type of an item: `y:string`, `i:Common.AddressPort`, `y:long[]` */
export const array = (type: string, items: readonly Encoded[]): Encoded => ({
  '@x:type': 'A:Array',
  '@A:arrayType': `${type}[${items.length}]`,
  item: items,
});

/** Most of iControl takes lists of lists: by pool, then by member. Here both have one item. */
export const single = (type: string, item: Encoded): Encoded => array(`${type}[]`, [array(type, [item])]);

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

/** @param service the interface: `LocalLB/Pool` */
export const envelope = (
  service: string,
  method: string,
  fields: Readonly<Record<string, Encoded>>,
): string =>
  builder.build({
    's:Envelope': {
      '@xmlns:s': 'http://schemas.xmlsoap.org/soap/envelope/',
      '@xmlns:x': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xmlns:y': 'http://www.w3.org/2001/XMLSchema',
      '@xmlns:A': 'http://schemas.xmlsoap.org/soap/encoding/',
      '@xmlns:i': 'urn:iControl',
      's:Body': {
        '@s:encodingStyle': 'http://schemas.xmlsoap.org/soap/encoding/',
        [`m:${method}`]: { '@xmlns:m': namespaceOf(service), ...fields },
      },
    },
  });

export const namespaceOf = (service: string): string => `urn:iControl:${service}`;
