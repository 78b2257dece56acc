/** S3's error codes that the door answers with, and the HTTP status of each. */
const STATUS = {
  AccessDenied: 403,
  AccessForbidden: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BadRequest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidChunkSizeError: 403,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidTag: 400,
  InvalidToken: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedTrailerError: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type S3Code = keyof typeof STATUS;

/** What the XML body says beside code and message (`Key`, `HeadersNotSigned`), and headers that go with the status. */
export interface S3ErrorDetail {
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that S3 would refuse, in S3's own terms. `NotModified` (304) is one too: it has no body either. */
export class S3Error extends Error {
  readonly code: S3Code;
  readonly detail: S3ErrorDetail;

  constructor(code: S3Code, message: string, detail: S3ErrorDetail = {}) {
    super(message);
    this.name = 'S3Error';
    this.code = code;
    this.detail = detail;
  }

  get status(): number {
    return STATUS[this.code];
  }
}

/** What S3 can do and this door does not: said aloud, never answered as if it had been done. */
export function notImplemented(what: string): S3Error {
  return new S3Error('NotImplemented', `This local S3 does not implement ${what}.`);
}
