using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Identity;

/// <summary>Settings of people and their sign-in (<c>People</c>).</summary>
public sealed class PeopleOptions
{
    public const string Section = "People";

    /// <summary>Whether the company's people work only with a second factor: an authenticator app or a passkey.</summary>
    public bool RequireSecondFactor { get; set; }

    /// <summary>How often an open page asks whether its person may still see it. What this process changes itself is felt at once.</summary>
    public TimeSpan RevalidateEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a sign-in lasts after the last page.</summary>
    public TimeSpan SignedInFor { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The same when the person asked to stay signed in.</summary>
    public TimeSpan RememberedFor { get; set; } = TimeSpan.FromDays(14);

    /// <summary>When every session ends, however much it is used: a cookie that was stolen is worth something for so long at most.</summary>
    public TimeSpan SessionsEndAfter { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many pages one person may have open at once.</summary>
    [Setting("pages")]
    public int OpenPages { get; set; } = 20;

    /// <summary>Accounts that anybody plays, by their normalized addresses: the demonstration's. The portal still needs an administrator beside them. Not a setting.</summary>
    internal HashSet<string> PlayedAccounts { get; } = [];

    /// <summary>Accounts that nobody can use here, by their normalized addresses: the demonstration's, where there is no demonstration. Not a setting.</summary>
    internal HashSet<string> ClosedAccounts { get; } = [];
}
