namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The result of a sign-in attempt. All refusals look the same, so that no one learns which addresses have an account.</summary>
public enum SignInOutcome
{
    SignedIn,

    /// <summary>The password was correct. The authenticator's code comes next.</summary>
    CodeNeeded,

    Refused,

    /// <summary>The database is away.</summary>
    Unavailable,
}
