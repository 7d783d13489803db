/** For every answer: any origin may read it, and the headers that a sender acts on. */
export const CORS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'X-Experience-API-Version, X-Experience-API-Consistent-Through, Retry-After, Last-Modified, Location'
};

/** For the question that a browser asks before a request with credentials or JSON. */
export const PREFLIGHT: Readonly<Record<string, string>> = {
  ...CORS,
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match'
};
