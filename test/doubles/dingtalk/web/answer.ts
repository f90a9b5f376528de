/** What an endpoint answers: HTTP status and JSON. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

export const ok = (body: object): Answer => ({ status: 200, body });

/** https://open.dingtalk.com/document/orgapp/error-code: an error has a code and words. */
export const refused = (status: number, code: string, message = code): Answer => ({
  status,
  body: { requestid: 'A1B2', code, message },
});

/** Webhooks say no with HTTP 200. */
export const errcode = (code: number, errmsg: string): Answer => ({
  status: 200,
  body: { errcode: code, errmsg },
});

export const tooMany = refused(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 'too many requests');
