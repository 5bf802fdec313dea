// Says that the connection is gone, and when it is back. What is kept stands in the page's own words.
const notices = [...document.querySelectorAll('[data-offline]')];
const show = () => { for (const notice of notices) notice.hidden = navigator.onLine; };
addEventListener('online', show);
addEventListener('offline', show);
show();
