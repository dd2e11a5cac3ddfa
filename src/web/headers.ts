/** Security headers of every page: nothing from elsewhere, nothing inline, no frames, no tracking. */
import type { MiddlewareHandler } from 'hono';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const yearSeconds = 31_536_000;

export const secureHeaders =
  (publicUrl: () => string): MiddlewareHandler =>
  async (c, next) => {
    await next();
    // A citizen's file brings a stricter one.
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', policy);
    if (publicUrl().startsWith('https:')) c.header('Strict-Transport-Security', `max-age=${yearSeconds}`);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'same-origin');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    c.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
  };

/** Pages of the console are never kept by anything in between. */
export const neverCached: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Cache-Control', 'no-store');
  c.header('X-Robots-Tag', 'noindex, nofollow');
};
