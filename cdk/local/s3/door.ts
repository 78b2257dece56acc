import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { asDiskFailure } from '../home/disk.ts';
import type { Answer } from './answer.ts';
import { answerPreflight, type CorsRule, corsHeaders } from './cors.ts';
import { notImplemented, S3Error } from './errors.ts';
import { applyRules, type LifecycleRule } from './lifecycle.ts';
import { MultipartStore } from './multipart-store.ts';
import { operationOf } from './operations.ts';
import { bucketAndKey, type WireRequest, wireRequest } from './request.ts';
import { authenticate } from './signature.ts';
import type { Signer } from './signing.ts';
import { BucketStore, type ObjectVersion } from './store.ts';
import type { Stored } from './stored-bytes.ts';
import { errorAnswer, writeAnswer } from './write-answer.ts';

interface BucketDeclaration {
  readonly name: string;
  readonly versioned: boolean;
  readonly cors: readonly CorsRule[];
  /** Whether `onObjectCreated` hears of its objects. */
  readonly notifies?: boolean;
  /** What goes by itself; nothing if not given. */
  readonly lifecycle?: readonly LifecycleRule[];
}

export interface ObjectCreated {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  /** Without quotes. */
  readonly etag: string;
  readonly versionId: string | null;
  /** Hexadecimal, of fixed length; of two writes to a key the later has the greater. */
  readonly sequencer: string;
}

export interface S3DoorOptions {
  /** Folder for everything; one folder a bucket. No other process may use it at the same time. */
  readonly root: string;
  readonly host?: '127.0.0.1';
  /** 0 or nothing: any free port. */
  readonly port?: number;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly buckets: readonly BucketDeclaration[];
  /** Called once an object is on disk and before its writer is answered. What it throws fails the request (500). */
  readonly onObjectCreated?: (event: ObjectCreated) => void;
  /** Waited for before an operation is done, named as S3 names it. */
  readonly beforeOperation?: (name: string) => Promise<void>;
  /** Told of every operation that succeeded, by its name. */
  readonly onOperation?: (done: { readonly name: string; readonly userAgent: string | undefined }) => void;
  /** Told by how much what the buckets hold has grown, or shrunk. */
  readonly onStored?: (change: Stored) => void;
  /** Told of damaged files, each in a sentence; on standard error where absent. */
  readonly complain?: (sentence: string) => void;
  /** ms since the epoch */
  readonly clock?: () => number;
}

export interface S3Door {
  readonly url: string;
  readonly port: number;
  /** Applies the lifecycle rules, as the door does when it starts and every day. */
  expire(): Promise<void>;
  close(): Promise<void>;
}

interface Bucket {
  readonly declaration: BucketDeclaration;
  readonly store: BucketStore;
  readonly uploads: MultipartStore;
}

const DAY_MS = 86_400_000;

/**
 * Serves the part of S3's REST API that Howship uses, path style, over the file system and on loopback only.
 * What an answer confirms is on disk (fsync of file and folder). What it does not implement is 501, never done
 * half. What is damaged of a bucket's folder is left out and told.
 */
export async function startS3Door(options: S3DoorOptions): Promise<S3Door> {
  const clock = options.clock ?? Date.now;
  const complain = options.complain ?? ((sentence: string) => console.error(sentence));
  const buckets = new Map<string, Bucket>();
  for (const declaration of options.buckets) {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(declaration.name)) {
      throw new Error(`"${declaration.name}" cannot name a bucket: 3 to 63 of a-z, 0-9, "." and "-".`);
    }
    mkdirSync(options.root, { recursive: true });
    const store = await BucketStore.open(
      options.root,
      declaration.name,
      declaration.versioned,
      clock,
      complain,
    );
    buckets.set(declaration.name, { declaration, store, uploads: new MultipartStore(store, complain) });
  }
  const expire = async () => {
    for (const bucket of buckets.values()) {
      await applyRules(bucket, bucket.declaration.lifecycle ?? [], clock());
      options.onStored?.(bucket.store.stored.take());
    }
  };
  await expire();
  const door = new Door(options, clock, buckets);
  const busy = new Set<Promise<void>>();
  const serve = (message: IncomingMessage, response: ServerResponse): void => {
    const done = door
      .serve(message, response)
      .catch((error: unknown) => {
        console.error('s3: an answer could not be written:', error);
        response.destroy();
      })
      .finally(() => busy.delete(done));
    busy.add(done);
  };
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, serve);
  server.on('checkContinue', serve);
  const port = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  const daily = setInterval(() => {
    expire().catch((error: unknown) => console.error('s3: the lifecycle rules were not applied:', error));
  }, DAY_MS).unref();
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    expire,
    close: async () => {
      clearInterval(daily);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await Promise.all(busy);
      for (const { store } of buckets.values()) await store.close();
    },
  };
}

class Door {
  readonly #options: S3DoorOptions;
  readonly #signer: Signer;
  readonly #clock: () => number;
  readonly #buckets: ReadonlyMap<string, Bucket>;

  constructor(options: S3DoorOptions, clock: () => number, buckets: ReadonlyMap<string, Bucket>) {
    this.#options = options;
    this.#signer = { region: options.region, ...options.credentials };
    this.#clock = clock;
    this.#buckets = buckets;
  }

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = randomBytes(8).toString('hex').toUpperCase();
    const answer = await this.#answer(message, response, id);
    // What is left of a refused body must be read, or the client never comes to read the refusal.
    message.resume();
    response.sendDate = false;
    const headers = {
      ...answer.headers,
      Date: new Date(this.#clock()).toUTCString(),
      'x-amz-request-id': id,
    };
    await writeAnswer(response, message.method === 'HEAD', { ...answer, headers });
  }

  async #answer(message: IncomingMessage, response: ServerResponse, id: string): Promise<Answer> {
    let cors: Record<string, string> = {};
    let resource = message.url ?? '/';
    try {
      const request = wireRequest(message);
      resource = request.path;
      const { bucket: name, key } = bucketAndKey(request.path);
      const bucket = this.#buckets.get(name);
      const rules = bucket?.declaration.cors ?? [];
      if (request.method === 'OPTIONS') return answerPreflight(rules, request.headers);
      cors = corsHeaders(rules, request.method, request.headers);
      const answer = await this.#run(request, key, bucket, name, openBody(message, response));
      return { ...answer, headers: { ...answer.headers, ...cors } };
    } catch (error) {
      const answer = errorAnswer(asDiskFailure(this.#options.root, error), resource, id);
      return { ...answer, headers: { ...answer.headers, ...cors } };
    }
  }

  async #run(
    request: WireRequest,
    key: string,
    bucket: Bucket | undefined,
    name: string,
    open: () => AsyncIterator<Buffer>,
  ): Promise<Answer> {
    const now = this.#clock();
    const payload = authenticate(request, this.#signer, now);
    if (name === '') throw notImplemented(`${request.method} on the service (listing buckets and the like)`);
    if (bucket === undefined) {
      throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', {
        fields: { BucketName: name },
      });
    }
    const { headers, query } = request;
    const operation = operationOf(request, key);
    await this.#options.beforeOperation?.(operation.name);
    const answer = await operation.run({
      bucket: bucket.store,
      uploads: bucket.uploads,
      region: this.#options.region,
      key,
      query,
      headers,
      body: { headers, payload, open },
      now,
      created: (version) => {
        this.#tell(bucket.declaration, version);
      },
    });
    this.#options.onOperation?.({ name: operation.name, userAgent: headers.get('user-agent') });
    this.#options.onStored?.(bucket.store.stored.take());
    return answer;
  }

  #tell({ name, notifies }: BucketDeclaration, version: ObjectVersion): void {
    if (notifies !== true) return;
    const { key, bytes, etag, versionId, sequencer } = version;
    this.#options.onObjectCreated?.({ bucket: name, key, bytes, etag, versionId, sequencer });
  }
}

function openBody(message: IncomingMessage, response: ServerResponse): () => AsyncIterator<Buffer> {
  return () => {
    if (message.headers.expect !== undefined) response.writeContinue();
    // Leaving the loop early must not destroy the socket: the refusal goes out on it.
    return message.iterator({ destroyOnReturn: false });
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error('The S3 door listens on no port.'));
      else resolve(address.port);
    });
  });
}
