using System.Globalization;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>
/// The policy in force on disk: a whole one now and then, and a journal of every change since. Numbered by generation: the policy
/// <c>00000007.policy</c> and the journal <c>00000007.journal</c> that begins where it was compiled. The generation before is kept, and
/// its journal leads into the next one's, so that with the newer policy damaged the older one arrives at the same end.
/// </summary>
/// <remarks>One caller at a time, except that <see cref="WriteWhole"/> may run beside <see cref="Append"/>.</remarks>
internal sealed class PolicyArchive(string folder) : IDisposable
{
    private const string PolicySuffix = ".policy";
    private const string JournalSuffix = ".journal";

    private FileStream? _lock;
    private PolicyJournal? _journal;
    private int _generation;
    private int _lastWhole;
    private long _sequence;

    /// <summary>Whether a folder holds any part of a policy, readable or not.</summary>
    public static bool HoldsAny(string folder) => Directory.EnumerateFiles(folder, "*" + PolicySuffix).Concat(Directory.EnumerateFiles(folder, "*" + JournalSuffix)).Any();

    /// <summary>Whether changes can be kept: otherwise a whole policy must be written first.</summary>
    public bool TakesChanges => _journal is not null;

    /// <summary>How much has been written since the last whole policy.</summary>
    public long JournalLength => _journal?.Length ?? 0;

    /// <summary>Takes the folder for this process and reads what is in it. A folder that is not there stays so until something is written.</summary>
    /// <exception cref="PolicyFolderInUseException">Another process has it.</exception>
    public ArchivedPolicy Open()
    {
        if (!Directory.Exists(folder)) return ArchivedPolicy.None;
        Lock();
        foreach (var left in Directory.GetFiles(folder, "*" + DurableFiles.TemporarySuffix)) File.Delete(left);

        List<string> damage = [];
        _generation = Numbers(PolicySuffix).Concat(Numbers(JournalSuffix)).DefaultIfEmpty().Max();
        foreach (var generation in Numbers(PolicySuffix).OrderDescending())
            if (Read(generation, damage) is { } policy)
                return policy;
        return ArchivedPolicy.None with { Damage = damage };
    }

    /// <summary>Keeps a change; it is on the disk when this returns.</summary>
    /// <exception cref="IOException">It is not, and from now on only a whole policy will do.</exception>
    public void Append(PolicySnapshot snapshot, IReadOnlyCollection<Guid> heldBack, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        var journal = _journal ?? throw new InvalidOperationException("A whole policy must be written first.");
        try
        {
            journal.Append(new PolicyRecord(_sequence + 1, snapshot.Revision, snapshot.CreatedAt, heldBack), changes);
            _sequence++;
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Begins a generation: what is kept from now on belongs to it.</summary>
    /// <returns>What <see cref="WriteWhole"/> needs to complete it with the policy in force now.</returns>
    public Generation Begin()
    {
        PrivateFiles.CreateFolder(folder);
        Lock();
        var next = PolicyJournal.Create(PathOf(++_generation, JournalSuffix), _sequence);
        try
        {
            _journal?.AppendContinued();
        }
        finally
        {
            Close();
            _journal = next;
        }

        return new Generation(_generation, _sequence);
    }

    /// <summary>Writes the whole policy that a generation begins with, and lets go of what is older than the one before.</summary>
    public void WriteWhole(Generation generation, PolicySnapshot snapshot, IReadOnlyCollection<Guid> heldBack)
    {
        var record = new PolicyRecord(generation.Sequence, snapshot.Revision, snapshot.CreatedAt, heldBack);
        PolicyFile.Write(PathOf(generation.Number, PolicySuffix), record, snapshot.Resources);

        foreach (var suffix in (string[])[PolicySuffix, JournalSuffix])
            foreach (var old in Numbers(suffix).Where(number => number < _lastWhole)) File.Delete(PathOf(old, suffix));
        _lastWhole = generation.Number;
    }

    public void Dispose()
    {
        Close();
        _lock?.Dispose();
    }

    private void Close()
    {
        _journal?.Dispose();
        _journal = null;
    }

    /// <summary>The policy of a generation and everything that the journals have added to it since; null when it cannot be believed.</summary>
    private ArchivedPolicy? Read(int generation, List<string> damage)
    {
        try
        {
            var shared = new SharedParts();
            var (record, resources) = PolicyFile.Read(PathOf(generation, PolicySuffix), shared);
            var replay = new PolicyReplay(record, resources);
            for (var number = generation; number <= _generation && !replay.HasGap; number++) Replay(replay, number, shared);

            var snapshot = replay.Compile();
            _lastWhole = generation;
            _sequence = replay.Record.Sequence;
            damage.AddRange(replay.Damage);
            if (damage.Count == 0 && replay.Last is { } last) _journal = PolicyJournal.Reopen(PathOf(_generation, JournalSuffix), last);
            return new ArchivedPolicy(snapshot, replay.Record.HeldBack, damage);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            damage.Add($"{PathOf(generation, PolicySuffix)} cannot be used: {exception.Message}.");
            return null;
        }
    }

    private void Replay(PolicyReplay replay, int generation, SharedParts shared)
    {
        var path = PathOf(generation, JournalSuffix);
        if (File.Exists(path)) replay.Apply(path, JournalContent.Read(path, shared));
        else replay.Miss(path);
    }

    /// <exception cref="PolicyFolderInUseException">Another process has it.</exception>
    private void Lock()
    {
        var path = Path.Combine(folder, PolicyFolder.LockName);
        try
        {
            // The operating system's, which dies with the process.
            _lock ??= PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new PolicyFolderInUseException(folder, exception);
        }
    }

    private IEnumerable<int> Numbers(string suffix) =>
        from path in Directory.GetFiles(folder, "*" + suffix)
        let name = Path.GetFileNameWithoutExtension(path)
        where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(name, NumberStyles.None, CultureInfo.InvariantCulture);

    private string PathOf(int generation, string suffix) =>
        Path.Combine(folder, generation.ToString("D8", CultureInfo.InvariantCulture) + suffix);
}

/// <summary>A generation that has begun.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Sequence">The last step before it.</param>
internal readonly record struct Generation(int Number, long Sequence);
