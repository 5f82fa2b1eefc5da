namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>How an attempt to sign in ended. There is one refusal for everything, so that nobody learns which addresses have an account.</summary>
public enum SignInOutcome
{
    SignedIn,

    /// <summary>The password was right; the authenticator's code comes next.</summary>
    CodeNeeded,

    Refused,

    /// <summary>The database is away.</summary>
    Unavailable,
}
