// Offers passkeys where they can be used, and says on the page what went wrong with one: allauth's
// script only writes it to the console.
document.querySelectorAll('.passkey-needs-script').forEach(each => each.remove())
document.querySelectorAll('.passkey-button').forEach(each => each.removeAttribute('hidden'))
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  const problem = document.querySelector('.passkey-problem')
  problem.removeAttribute('hidden')
  problem.scrollIntoView()
})
