/** A file of an operation as a download; the name is written for every browser. */
export const sendFile = (file: { fileName: string; type: string; content: string }): Response =>
  new Response(Buffer.from(file.content, 'base64'), {
    headers: { 'content-type': file.type, 'content-disposition': `attachment; filename="${file.fileName.replace(/[^\w .-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  });
