// The one thing that paper does not need.
document.getElementById('print').addEventListener('click', () => window.print());
