using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>
/// Applies the journals to a policy, one after the other. The intact part of a damaged journal counts. Later steps count only if nothing is missing
/// in between.
/// </summary>
internal sealed class PolicyReplay(PolicyRecord record, Dictionary<Guid, ResourcePolicy> resources)
{
    private readonly List<string> _damage = [];

    /// <summary>The last step that counts.</summary>
    public PolicyRecord Record { get; private set; } = record;

    /// <summary>Whether steps are missing, so that no later step can count.</summary>
    public bool HasGap { get; private set; }

    /// <summary>The parts that failed their checks, one sentence each.</summary>
    public IReadOnlyList<string> Damage => _damage;

    /// <summary>Whether the last journal says that another one follows.</summary>
    public bool IsContinued { get; private set; }

    /// <summary>The last journal, if it may be continued.</summary>
    public JournalContent? Last { get; private set; }

    public void Apply(string path, JournalContent journal)
    {
        if (journal.Sequence != Record.Sequence)
        {
            Break($"{path} does not continue the previous policy{(journal.Damage is { } why ? $": {why}" : "")}.");
            return;
        }

        foreach (var step in journal.Steps)
        {
            if (step.Record.Sequence != Record.Sequence + 1)
            {
                Break($"{path} skips a change.");
                return;
            }

            foreach (var resource in step.Resources) resources[resource.ResourceId] = resource;
            foreach (var key in step.Removed) resources.Remove(key);
            Record = step.Record;
        }

        if (journal.Damage is { } damage) _damage.Add($"{path} is valid only up to revision {Record.Revision}: {damage}.");
        IsContinued = journal.IsContinued;
        Last = journal.IsContinued || journal.IsEarlier ? null : journal;
    }

    public void Miss(string path) => Break($"{path} is missing.");

    /// <exception cref="ArgumentException">The resources contradict each other.</exception>
    public PolicySnapshot Compile() => new(Record.Revision, Record.CreatedAt, resources.Values);

    private void Break(string damage)
    {
        HasGap = true;
        Last = null;
        _damage.Add(damage);
    }
}
