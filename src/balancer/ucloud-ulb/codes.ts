import { kept } from '../../text/say.ts';
import type { CodeMeaning, CodeMeanings } from '../../transport/ucloud/codes.ts';

const noVserver: CodeMeaning = { kind: 'missing', says: kept`there is no such vserver any more` };
const noBackend: CodeMeaning = { kind: 'missing', says: kept`there is no such backend any more` };

/** "…失败，请稍后重试": reading or updating load balancers, vservers and backends failed, and shall be tried again later. */
const later = [
  4058, 4071, 4072, 4074, 4086, 4091, 4100, 4103, 4104, 4126, 4127, 4129, 4136, 4141, 4146, 4151, 4152,
];

/** ULB's own codes, of those that reading and updating can meet (API documents, "ULB 错误码", ulb-api/error_code.md). */
export const ulbCodes: CodeMeanings = {
  ...Object.fromEntries(
    later.map((code) => [code, { kind: 'failed', says: kept`it failed over there for now`, passes: true }]),
  ),
  4088: noVserver,
  4093: noBackend,
  4115: { kind: 'missing', says: kept`there is no such load balancer any more` },
  4143: noVserver,
  4148: noBackend,
  4210: { kind: 'missing', says: kept`there is no such resource any more` },
};
