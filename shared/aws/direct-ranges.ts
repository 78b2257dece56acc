/**
 * GETs of ranges straight through the signer and the sockets of a client. What the SDK has between the two takes more than
 * half of the processor time of a small GET, and an answer over months is read in hundreds of them.
 */
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';

interface RangeNamed {
  readonly Key: string;
  readonly VersionId?: string;
  /** The header: `bytes=0-99`. */
  readonly Range: string;
}

type Signer = Awaited<ReturnType<S3Client['config']['signer']>>;

/** Where a bucket is, what is said with each question to it, and who signs that. */
interface Door {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signer: Signer;
}

export class DirectRanges {
  readonly #client: S3Client;
  readonly #bucket: string;
  #door: Promise<Door> | null = null;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /**
   * The body of the answer. Null where that is anything but the range, or where none came: whoever asks then asks through
   * the SDK, which knows what it means and when to ask again.
   */
  async get({ Key, VersionId, Range }: RangeNamed, abortSignal: AbortSignal): Promise<Readable | null> {
    try {
      this.#door ??= doorOf(this.#client, this.#bucket);
      const { url, headers, signer } = await this.#door;
      const request = await signer.sign({
        ...{ method: 'GET', protocol: url.protocol, hostname: url.hostname },
        ...(url.port !== '' && { port: Number(url.port) }),
        path: `${url.pathname.replace(/\/$/, '')}/${Key.split('/').map(escaped).join('/')}`,
        query: VersionId === undefined ? {} : { versionId: VersionId },
        headers: { ...headers, range: Range },
      });
      const { response } = await this.#client.config.requestHandler.handle(request, { abortSignal });
      const { statusCode, body } = response;
      if (!(body instanceof Readable)) return null;
      if (statusCode === 206) return body;
      body.destroy();
      return null;
    } catch {
      return null;
    }
  }
}

async function doorOf({ config }: S3Client, bucket: string): Promise<Door> {
  const own = await config.endpoint?.();
  const { url } = config.endpointProvider({
    ...{ Bucket: bucket, Region: await config.region(), ForcePathStyle: config.forcePathStyle },
    ...{ UseFIPS: await config.useFipsEndpoint(), UseDualStack: await config.useDualstackEndpoint() },
    ...(own !== undefined && { Endpoint: textOf(own) }),
  });
  const app = await config.userAgentAppId();
  // By the agent the local stack knows whose request it is.
  const headers = { host: url.host, ...(app !== undefined && { 'user-agent': `app/${app}` }) };
  return { url, headers, signer: await config.signer() };
}

interface Endpoint {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
}

const textOf = ({ protocol, hostname, port, path }: Endpoint): string =>
  `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`;

/** As it is signed: more is escaped than a URL needs. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
