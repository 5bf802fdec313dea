export const invented = '3502990101809001';
