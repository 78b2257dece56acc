/** A receiver of webhooks on loopback that may be down, and acts once on each idempotency key. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { z } from 'zod';
import { ABOUT } from '../../shared/domain/notify/about.ts';

const bodySchema = z.object({
  id: z.string(),
  about: z.enum(ABOUT),
  severity: z.string(),
  subject: z.string(),
  alarms: z.array(z.object({ alarm: z.string(), anomaly: z.string() })),
});

export type HeardMessage = z.infer<typeof bodySchema>;

export class WebhookReceiver {
  /** What it answers while it is not well; null while it is. */
  trouble: number | null = null;
  /** Tries that came, those that were refused too. */
  tries = 0;
  /** What it acted on, each key once. */
  readonly acted = new Map<string, HeardMessage>();
  readonly #secret: string;
  readonly #server: Server;
  /** Answers 200, and loses the answer's connection before: the sender does not know that it was taken. */
  losesAnswers = false;

  constructor(secret: string) {
    this.#secret = secret;
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      this.tries++;
      if (this.trouble !== null) {
        response.writeHead(this.trouble).end();
        return;
      }
      const key = String(request.headers['idempotency-key']);
      if (!this.#isSigned(String(request.headers['howship-signature']), body)) {
        response.writeHead(401).end();
        return;
      }
      if (!this.acted.has(key)) this.acted.set(key, bodySchema.parse(JSON.parse(body)));
      if (this.losesAnswers) {
        this.losesAnswers = false;
        request.socket.destroy();
      } else response.writeHead(200).end();
    });
  }

  /** Resolves to its URL. */
  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port');
    return `http://127.0.0.1:${address.port}/howship`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }

  #isSigned(header: string, body: string): boolean {
    const [, t = '', v1 = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
    const expected = createHmac('sha256', this.#secret).update(`${t}.${body}`).digest();
    return v1 !== '' && timingSafeEqual(expected, Buffer.from(v1, 'hex'));
  }
}
