using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>The hand-over links and answers of an endpoint, as its own people see them.</summary>
/// <param name="Links">The links that still work, newest first.</param>
/// <param name="Answers">The answers that wait, oldest first, including those sent through links that have ended.</param>
public sealed record HandoverView(IReadOnlyList<HandoverLinkView> Links, IReadOnlyList<HandoverAnswer> Answers);

/// <summary>A link that hands over one step.</summary>
public sealed record HandoverLinkView(Guid Id, string Title, string MadeBy, DateTime ExpiresAt, DateTime? OpenedAt, string? OpenedFrom);

/// <summary>An answer that was sent through a link.</summary>
/// <param name="Text">Exactly what was sent.</param>
/// <param name="Address">Where it was sent from.</param>
/// <param name="Reading">What the portal finds in it.</param>
public sealed record HandoverAnswer(Guid Id, string Title, string Text, string? Address, DateTime SentAt, PasteReading Reading);

/// <summary>What the portal finds in an answer.</summary>
/// <param name="IsGood">Whether it is what was asked for.</param>
/// <param name="Sentence">What it says, or what is missing.</param>
/// <param name="Effect">What using it does to the endpoint; null when it cannot be used.</param>
public sealed record PasteReading(bool IsGood, string Sentence, string? Effect);

/// <summary>What a link shows to a person without an account: one step, and nothing else about the endpoint, its tenant or their people.</summary>
public sealed record HandedSheet
{
    public required string Title { get; init; }

    public required string Purpose { get; init; }

    /// <summary>Cloud and region.</summary>
    public required string Where { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>Names and values to compare or to copy.</summary>
    public IReadOnlyList<HandedFact> Facts { get; init; } = [];

    /// <summary>What to know before starting.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<DnsRecord> Records { get; init; } = [];

    /// <summary>How to do it, in this order.</summary>
    public required IReadOnlyList<HandedWay> Ways { get; init; }

    /// <summary>What to send back.</summary>
    public required string Wanted { get; init; }

    /// <summary>The answers sent through this link so far, oldest first. Their texts are left out, because several people may have the link.</summary>
    public IReadOnlyList<SentAnswer> Sent { get; init; } = [];
}

/// <summary>A name with its values.</summary>
public sealed record HandedFact(string Name, IReadOnlyList<string> Values);

/// <summary>One task, in each tool.</summary>
public sealed record HandedWay(string Title, IReadOnlyList<Artefact> Artefacts, IReadOnlyList<string> ConsoleSteps);

/// <summary>When an answer was sent, and whether it was used.</summary>
public sealed record SentAnswer(DateTime At, PasteOutcome? Outcome, DateTime? SettledAt);
