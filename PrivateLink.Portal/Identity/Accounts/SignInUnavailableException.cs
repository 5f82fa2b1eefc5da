namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>Whoever it is, the sign-in could not be written down, so it did not happen.</summary>
internal sealed class SignInUnavailableException(string message) : Exception(message);
