using System.Globalization;
using PrivateLink.Portal.Files;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>
/// The policy in force on disk: a whole one now and then, and a journal of every change since. Numbered by generation: the policy
/// <c>00000007.policy</c> and the journal <c>00000007.journal</c> that begins where it was compiled. The generation before is kept, and
/// its journal leads into the next one's, so that with the newer policy damaged the older one arrives at the same end.
/// </summary>
/// <remarks>One caller at a time, except that <see cref="WriteWhole"/> may run beside <see cref="Append"/>.</remarks>
internal sealed class PolicyArchive : IDisposable
{
    private const string PolicySuffix = ".policy";
    private const string JournalSuffix = ".journal";

    private readonly string _folder;
    private readonly DiskReserve _reserve;
    private readonly WriteThrough _write;
    private readonly Func<string, long> _freeSpace;
    private FileStream? _lock;
    private PolicyJournal? _journal;
    private int _generation;
    private int _lastWhole;
    private long _sequence;
    private string? _unwritable;

    /// <param name="folder">Where everything lies; it need not exist yet.</param>
    /// <param name="write">How changes get to the disk; a test may let it fail.</param>
    /// <param name="freeSpace">How much the disk has left; a test may say something else.</param>
    public PolicyArchive(string folder, WriteThrough? write = null, Func<string, long>? freeSpace = null)
    {
        _folder = folder;
        _write = write ?? DurableFiles.WriteThrough;
        _freeSpace = freeSpace ?? DurableFiles.FreeSpace;
        _reserve = new DiskReserve(folder, _freeSpace);
    }

    /// <summary>Whether a folder holds any part of a policy, readable or not.</summary>
    public static bool HoldsAny(string folder) => Directory.EnumerateFiles(folder, "*" + PolicySuffix).Concat(Directory.EnumerateFiles(folder, "*" + JournalSuffix)).Any();

    /// <summary>Whether changes can be kept: otherwise a whole policy must be written first.</summary>
    public bool TakesChanges => _journal is not null;

    /// <summary>How much has been written since the last whole policy.</summary>
    public long JournalLength => _journal?.Length ?? 0;

    /// <summary>Whether the disk was full, and the space that the folder keeps for itself is being used.</summary>
    public bool UsesReserve { get; private set; }

    /// <summary>
    /// Takes the folder for this process and reads what is in it, also if it cannot be written. A folder that is not there stays so until
    /// something is written.
    /// </summary>
    /// <exception cref="PolicyFolderInUseException">Another process has it.</exception>
    public ArchivedPolicy Open()
    {
        if (!Directory.Exists(_folder)) return ArchivedPolicy.None;
        LockToRead();
        foreach (var left in Directory.GetFiles(_folder, "*" + DurableFiles.TemporarySuffix)) DurableFiles.Remove(left);

        List<string> damage = [];
        _generation = Numbers(PolicySuffix).Concat(Numbers(JournalSuffix)).DefaultIfEmpty().Max();
        foreach (var generation in Numbers(PolicySuffix).OrderDescending())
            if (Read(generation, damage) is { } policy)
                return policy with { Unwritable = _unwritable };
        return ArchivedPolicy.None with { Damage = damage, Unwritable = _unwritable };
    }

    /// <summary>Keeps a change; it is on the disk when this returns.</summary>
    /// <exception cref="IOException">It is not, and from now on only a whole policy will do.</exception>
    public void Append(PolicySnapshot snapshot, PolicyOrigin origin, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        var journal = _journal ?? throw new InvalidOperationException("A whole policy must be written first.");
        _sequence++; // also when it fails: what is in force has a number, and a gap is seen
        try
        {
            WithReserve(() => journal.Append(new PolicyRecord(_sequence, snapshot.Revision, snapshot.CreatedAt, origin), changes));
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Counts a change that is in force and is not kept, so that nothing behind it is believed without a whole policy.</summary>
    public void Skip() => _sequence++;

    /// <summary>Begins a generation: what is kept from now on belongs to it.</summary>
    /// <returns>What <see cref="WriteWhole"/> needs to complete it with the policy in force now.</returns>
    public Generation Begin()
    {
        PrivateFiles.CreateFolder(_folder);
        Lock();
        PolicyJournal? next = null;
        WithReserve(() => next = PolicyJournal.Create(PathOf(_generation + 1, JournalSuffix), _sequence, _write));
        _generation++;
        try
        {
            if (_journal is { } journal) WithReserve(journal.AppendContinued);
        }
        finally
        {
            Close();
            _journal = next;
        }

        return new Generation(_generation, _sequence);
    }

    /// <summary>Whether changes still go into the journal of a generation, so that its whole policy is still worth writing.</summary>
    public bool IsCurrent(Generation generation) => TakesChanges && generation.Number == _generation;

    /// <summary>
    /// Writes the whole policy that a generation begins with, and lets go of what is older than the one before. The reserve comes first: a
    /// policy that takes the last bytes would take them from the journal.
    /// </summary>
    /// <exception cref="IOException">The disk has no room for it; nothing is left behind.</exception>
    public void WriteWhole(Generation generation, PolicySnapshot snapshot, PolicyOrigin origin)
    {
        if (!_reserve.TryKeep()) throw new IOException($"{_folder} has too little space: {DiskReserve.Size >> 10} KiB cannot be reserved with as much left free.");
        ExpectRoom();
        var record = new PolicyRecord(generation.Sequence, snapshot.Revision, snapshot.CreatedAt, origin);
        PolicyFile.Write(PathOf(generation.Number, PolicySuffix), record, snapshot.Resources);

        foreach (var suffix in (string[])[PolicySuffix, JournalSuffix])
            foreach (var old in Numbers(suffix).Where(number => number < _lastWhole)) File.Delete(PathOf(old, suffix));
        _lastWhole = generation.Number;
        UsesReserve = !_reserve.IsKept;
    }

    public void Dispose()
    {
        Close();
        _lock?.Dispose();
    }

    /// <summary>A policy is about as large as the one before; there is no need to fill the disk to find that out.</summary>
    private void ExpectRoom()
    {
        var before = new FileInfo(PathOf(_lastWhole, PolicySuffix));
        if (!before.Exists) return;
        var free = _freeSpace(_folder);
        if (free < before.Length)
            throw new IOException($"The disk of {_folder} is full: the whole policy takes about {before.Length >> 10} KiB, and {free >> 10} KiB are free.");
    }

    /// <summary>Does it, on a full disk a second time with the space that was reserved.</summary>
    private void WithReserve(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception) when (DurableFiles.IsFull(exception) && _reserve.Release())
        {
            UsesReserve = true;
            write();
        }
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
            if (replay is { HasGap: false, IsContinued: true }) replay.Miss(PathOf(_generation + 1, JournalSuffix));

            var snapshot = replay.Compile();
            _lastWhole = generation;
            _sequence = replay.Record.Sequence;
            damage.AddRange(replay.Damage);
            if (damage.Count == 0 && replay.Last is { } last) Reopen(last);
            return new ArchivedPolicy(snapshot, replay.Record.Origin, damage);
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

    /// <summary>Goes on with a journal. If it cannot be written, what was read from it counts all the same.</summary>
    private void Reopen(JournalContent content)
    {
        try
        {
            _journal = PolicyJournal.Reopen(PathOf(_generation, JournalSuffix), content, _write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _unwritable ??= exception.Message;
        }
    }

    /// <summary>A folder that cannot be written is worth reading: the lock is taken as far as that is possible.</summary>
    /// <exception cref="PolicyFolderInUseException">Another process has it.</exception>
    private void LockToRead()
    {
        try
        {
            Lock();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _unwritable = exception.Message;
            try
            {
                Lock(static path => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None));
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException)
            {
                // Nobody can write here, so nobody has to be kept out.
            }
        }
    }

    /// <exception cref="PolicyFolderInUseException">Another process has it.</exception>
    private void Lock() => Lock(static path => PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));

    private void Lock(Func<string, FileStream> open)
    {
        try
        {
            // The operating system's, which dies with the process.
            _lock ??= open(Path.Combine(_folder, PolicyFolder.LockName));
        }
        catch (IOException exception) when (DurableFiles.IsHeld(exception))
        {
            throw new PolicyFolderInUseException(_folder, exception);
        }
    }

    private IEnumerable<int> Numbers(string suffix) =>
        from path in Directory.GetFiles(_folder, "*" + suffix)
        let name = Path.GetFileNameWithoutExtension(path)
        where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(name, NumberStyles.None, CultureInfo.InvariantCulture);

    private string PathOf(int generation, string suffix) =>
        Path.Combine(_folder, generation.ToString("D8", CultureInfo.InvariantCulture) + suffix);
}

/// <summary>A generation that has begun.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Sequence">The last step before it.</param>
internal readonly record struct Generation(int Number, long Sequence);
