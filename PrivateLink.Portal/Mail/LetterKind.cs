namespace PrivateLink.Portal.Mail;

/// <summary>What a letter is about. Each kind has its own share of an hour, so that a flood of one holds back no other.</summary>
public enum LetterKind
{
    Invitation,
    PasswordLink,

    /// <summary>The password was changed or reset.</summary>
    PasswordChanged,

    /// <summary>A passkey or an authenticator was added or removed.</summary>
    FactorsChanged,

    /// <summary>Somebody signed in from where the person never did before.</summary>
    NewPlace,

    /// <summary>Somebody knows the password and guesses the code.</summary>
    WrongCodes,
}
